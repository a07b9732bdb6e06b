import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { APatient } from './a-patient.ts';

test('a certificate that nobody vouches for is told of, and how to mend it', async () => {
  await using certificate = await aCertificate({ days: 90 });
  await using patient = await APatient.start({ proxy: { tls: certificate } });

  const examined = await patient.examined();

  const [told = ''] = examined.about('HTTPS');
  expect(told).toContain('the certificate is not valid (DEPTH_ZERO_SELF_SIGNED_CERT)');
  expect(told).toContain('→ Renew the certificate, with its whole chain');
  expect(examined.about('Public address')[0]).toContain('the certificate is refused');
  expect(examined.code).toBe(1);
});

test('a certificate that is trusted is good for so many days, and everything passes over it', async () => {
  await using certificate = await aCertificate({ days: 90 });
  await using patient = await APatient.start({ proxy: { tls: certificate } });

  const examined = await patient.examined([], { NODE_EXTRA_CA_CERTS: certificate.file });

  expect(examined.about('HTTPS')[0]).toMatch(/^✔ .*valid for (89|90) more days/);
  expect(examined.about('WebSocket')[0]).toMatch(/^✔/);
  expect(examined.about('Webhook address')[0]).toMatch(/^✔/);
  expect(examined.code).toBe(0);
});

test('a certificate that ends soon is a warning', async () => {
  await using certificate = await aCertificate({ days: 5 });
  await using patient = await APatient.start({ proxy: { tls: certificate } });

  const examined = await patient.examined([], { NODE_EXTRA_CA_CERTS: certificate.file });

  expect(examined.about('HTTPS')[0]).toMatch(/^! .*valid for [45] more days.* → Its automatic/);
  expect(examined.code).toBe(0);
});

/** A certificate for localhost that signs itself. */
async function aCertificate({ days }: { days: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const asked = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days ${days} -subj /CN=localhost -addext subjectAltName=DNS:localhost`;
  await promisify(execFile)('openssl', [...asked.split(' '), '-keyout', keyFile, '-out', file]);
  const [key, cert] = await Promise.all([readFile(keyFile, 'utf8'), readFile(file, 'utf8')]);
  const remove = () => rm(folder, { recursive: true });
  return { key, cert, file, [Symbol.asyncDispose]: remove };
}

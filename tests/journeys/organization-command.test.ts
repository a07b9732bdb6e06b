import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DataFolder } from '../support/a-process.ts';
import { expectProblem } from '../support/the-api.ts';

jest.setTimeout(120_000);

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

describe('the organization command', () => {
  test('disables, lists and enables, and says when there was nothing to do', async () => {
    const said = [
      await organization('list'),
      await organization('disable', 'acme corp'),
      await organization('disable', 'acme corp'),
      await organization('list'),
      await organization('enable', 'acme corp'),
      await organization('enable', 'acme corp'),
    ];

    const expected = [
      /^$/,
      /^acme corp is disabled: /,
      /^acme corp is disabled already\.\n$/,
      /^acme corp\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\n$/,
      /^acme corp is enabled: /,
      /^acme corp is not disabled\.\n$/,
    ];
    for (const [i, words] of expected.entries()) {
      expect(said[i]).toMatchObject({ code: 0, stdout: expect.stringMatching(words) });
    }
    expect(said[0]?.stderr).toBe('No organization is disabled.\n');
  });

  test('shuts out on the embedded database too, beside no service: a running one has it to itself', async () => {
    await organization('disable', 'demo');
    const service = await folder.start();
    const shutOut = await service.get('/prospects');
    const locked = await organization('enable', 'demo');
    await service.process.kill('SIGTERM');
    await organization('enable', 'demo');
    const again = await folder.start();
    const letIn = await again.get('/prospects');
    await again.process.kill('SIGTERM');

    expectProblem(shutOut, 401, 'org_disabled');
    expect(locked).toMatchObject({ code: 78, stdout: '' });
    expect(locked.stderr).toMatch(
      /^The running service has .*Stop the service, run this command, and start it again/,
    );
    expect(letIn.status).toBe(200);
  });

  test.each<[string, string[], RegExp]>([
    ['nothing', [], /^Usage: npm run organization -- /],
    ['another verb', ['remove', 'acme'], /unknown command 'remove'/],
    ['no organization', ['disable'], /missing required argument 'id'/],
    ['an empty one', ['disable', ''], /An organization id is 1 to 200 characters/],
    ['one of two lines', ['enable', 'a\nb'], /An organization id is 1 to 200 characters/],
  ])('that is told %s says what it takes', async (_, words, complaint) => {
    const ended = await organization(...words);

    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(complaint);
  });

  test.each([
    ['memory:', /^DATABASE_URL: only the running service can read what memory: holds/],
    ['postgresql://me:hunter2@127.0.0.1:1/crm', /^DATABASE_URL: .*ECONNREFUSED/],
  ])('that cannot change anything in %s says so', async (url, complaint) => {
    const ended = await folder
      .run('commands/organization.ts', ['list'], { DATABASE_URL: url })
      .ended();

    expect(ended).toMatchObject({ code: 78, stdout: '' });
    expect(ended.stderr).toMatch(complaint);
    expect(ended.stderr).not.toMatch(/hunter2|^ +at /m);
  });
});

function organization(...words: string[]) {
  return folder.run('commands/organization.ts', words).ended();
}

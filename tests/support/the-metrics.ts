/** Every sample of the metrics page: what it is called, labels included, and its value. */
export async function readMetrics(service: {
  metricsUrl: string;
}): Promise<ReadonlyMap<string, number>> {
  const page = await (await fetch(service.metricsUrl)).text();
  const samples = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

/** The counts of a counter by code while something happened. Codes that were not counted are left out. */
export async function countedWhile(
  service: { metricsUrl: string },
  name: string,
  happens: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const before = await readMetrics(service);
  await happens();
  const after = await readMetrics(service);
  const risen: Record<string, number> = {};
  for (const [sample, value] of after) {
    const [, code] = new RegExp(`^velvena_${name}\\{code="(\\w+)"\\}$`).exec(sample) ?? [];
    const more = value - (before.get(sample) ?? 0);
    if (code !== undefined && more !== 0) risen[code] = more;
  }
  return risen;
}

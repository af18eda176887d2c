// What a node says on /metrics, as Prometheus reads it.

/** The samples of a scrape: `{name, labels, value}`. */
export async function scrape(url) {
  const response = await fetch(url);
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return lines.map((line) => {
    const [, name, labels, value] = line.match(/^([\w:]+)(?:\{(.*)\})? (\S+)$/);
    return { name, labels: labels ?? "", value: Number(value) };
  });
}

/** The value of a metric without labels. */
export async function gauge(url, wanted) {
  const found = (await scrape(url)).find(({ name }) => name === wanted);
  if (!found) throw new Error(`${url} has no ${wanted}`);
  return found.value;
}

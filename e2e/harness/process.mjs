// What a process uses, as Linux counts it.

import { readFile } from "node:fs/promises";

const TICKS_PER_SECOND = 100;

/** Its resident memory, in bytes. */
export async function residentBytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) * 1024;
}

/** The processor time it has used so far, in seconds. */
export async function processorSeconds(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name stands in parentheses, and may hold anything; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

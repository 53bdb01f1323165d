import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process in MB, as Linux tells it. */
export function memoryOf(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return line ? Number(line[1]) / 1024 : Number.NaN;
}

/** Resident memory in MB of all processes of a group: a worker and the process that holds its engine. What they share counts for each. */
export function memoryOfGroup(group: number): number {
  let sum = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // pid (name) state parent group …
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === group)
        sum += memoryOf(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum;
}

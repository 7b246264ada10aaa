import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the direct children of a process, with the name of their program (Linux). */
export function childrenOf(parent: number): { readonly pid: number; readonly name: string }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
        return rest?.split(' ')[1] === String(parent) ? [{ pid: Number(entry), name }] : [];
      } catch {
        return []; // ended meanwhile
      }
    });
}

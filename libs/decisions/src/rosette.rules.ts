/** The rings of the drawing, from the centre out: the radii between which their threads stay, in a square of 100. */
const rings = [
  { inner: 13, outer: 31 },
  { inner: 20, outer: 49 },
  { inner: 33, outer: 49 },
] as const;
/** Points of one thread: enough for the most petals to look round. */
const points = 216;

/**
 * The rosette of a fingerprint, as the `d` of one SVG path in a square of 100: woven rings whose petals, threads, waves and turn are read
 * from the digits. The same fingerprint gives the same drawing on page, PDF and badge; it decorates the hash, and proves nothing alone.
 * @param hash hexadecimal digits, `sha256:` before them or not; at least 12 bytes.
 */
export function rosette(hash: string): string {
  const bytes = Buffer.from(hash.replace(/^sha256:/, ''), 'hex');
  if (bytes.length < rings.length * 4) throw new RangeError('A rosette needs a fingerprint');
  return rings.map((ring, position) => weave(bytes.subarray(position * 4, position * 4 + 4), ring)).join('');
}

interface Ring {
  readonly inner: number;
  readonly outer: number;
}

function weave([petals, threads, wave, turn]: Uint8Array, { inner, outer }: Ring): string {
  const many = 6 + (petals % 11);
  const count = 3 + (threads % 3);
  const share = 0.1 + (wave / 255) * 0.35;
  const start = (turn / 255) * Math.PI * 2;
  return Array.from({ length: count }, (_, thread) => {
    const shift = start + (thread / count) * Math.PI * 2;
    const radius = (angle: number): number => {
      const swing = (1 - share) * Math.cos(many * angle + shift) + share * Math.cos(2 * many * angle - shift);
      return (inner + outer) / 2 + ((outer - inner) / 2) * swing;
    };
    return closed(radius);
  }).join('');
}

function closed(radius: (angle: number) => number): string {
  const line = Array.from({ length: points }, (_, step) => {
    const angle = (step / points) * Math.PI * 2;
    const reach = radius(angle);
    return `${(50 + reach * Math.cos(angle)).toFixed(1)} ${(50 + reach * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${line.join('L')}Z`;
}

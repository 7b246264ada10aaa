/** How much of the drawing is wanted: `full` beside a certificate, `small` in a list or a badge. */
export type RosetteSize = 'full' | 'small';

interface Ring {
  readonly inner: number;
  readonly outer: number;
}

/** The rings of the drawing, from the centre out: the radii between which their threads stay, in a square of 1000. */
const rings: readonly Ring[] = [
  { inner: 130, outer: 310 },
  { inner: 200, outer: 490 },
  { inner: 330, outer: 490 },
];
const extent: Record<RosetteSize, { readonly rings: readonly Ring[]; readonly points: number }> = {
  full: { rings, points: 216 },
  small: { rings: rings.slice(1, 2), points: 128 },
};
const turn = Math.PI * 2;

/**
 * The rosette of a certificate: woven rings whose petals, threads, waves and turn are read from its SHA-256 (64 hexadecimal digits, `sha256:`
 * before them or not), so that the same fingerprint gives the same drawing on page, PDF and badge. It decorates the hash, and proves nothing.
 * @returns the paths, for an SVG with `viewBox="0 0 1000 1000"`, no fill and a stroke; they are made of whole numbers only.
 * @throws RangeError when the fingerprint is not a SHA-256.
 */
export function rosettePaths(sha256: string, size: RosetteSize = 'full'): string {
  const digits = sha256.replace(/^sha256:/, '');
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new RangeError('A rosette is drawn from 64 hexadecimal digits');
  const bytes = Buffer.from(digits, 'hex');
  const drawn = extent[size].rings.map((ring) => weave(bytes.subarray(rings.indexOf(ring) * 4), ring, extent[size].points));
  return drawn.join('');
}

/** Four bytes make one ring: petals, threads, waves on them, and where it starts. */
function weave([petals, threads, wave, start]: Uint8Array, { inner, outer }: Ring, points: number): string {
  const many = 6 + (petals % 11);
  const count = 3 + (threads % 3);
  const share = 0.1 + (wave / 255) * 0.35;
  const drawn = Array.from({ length: count }, (_, thread) => {
    const shift = (start / 255 + thread / count) * turn;
    return line(points, (angle) => {
      const swing = (1 - share) * Math.cos(many * angle + shift) + share * Math.cos(2 * many * angle - shift);
      return (inner + outer) / 2 + ((outer - inner) / 2) * swing;
    });
  });
  return drawn.join('');
}

/** One closed line, in whole thousandths of the drawing so that every machine writes the same. */
function line(points: number, radius: (angle: number) => number): string {
  const corners = Array.from({ length: points }, (_, step) => {
    const angle = (step / points) * turn;
    return [Math.round(500 + radius(angle) * Math.cos(angle)), Math.round(500 + radius(angle) * Math.sin(angle))] as const;
  });
  const moves = corners.slice(1).map(([x, y], before) => `${x - corners[before][0]} ${y - corners[before][1]}`);
  return `<path d="M${corners[0][0]} ${corners[0][1]}l${moves.join(' ').replaceAll(' -', '-')}z"/>`;
}

/**
 * Which prepared encoding a reader gets, from its Accept-Encoding (RFC 9110 §12.5.3). Readers send a handful of
 * distinct headers, so answers are remembered; the memory is bounded because a header is a stranger's text.
 */
export type Encoding = 'identity' | 'gzip' | 'zstd' | 'br';

const REMEMBERED = 256;
const remembered = new Map<string, readonly Encoding[]>();

/** The encodings a reader accepts, the smallest result first; identity is always last. */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  if (header === undefined) return ONLY_IDENTITY;
  const known = remembered.get(header);
  if (known) return known;
  const accepted = parse(header);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(header, accepted);
  return accepted;
}

const ONLY_IDENTITY: readonly Encoding[] = ['identity'];

function parse(header: string): readonly Encoding[] {
  const weights = new Map<string, number>();
  for (const part of header.slice(0, 1_000).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (name) weights.set(name, Number.isFinite(weight) ? weight : 0);
  }
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const wanted = (['br', 'zstd', 'gzip'] as const).filter((name) => weight(name) > 0);
  // Ties go to the smaller encoding; an explicit preference is followed.
  return [...wanted.sort((a, b) => weight(b) - weight(a)), 'identity'];
}

/** Where a finding points: its path in the document as the id of the element that shows it. */
import type { Finding } from '@candor/protocol/postmortem.ts';

/** `sections.actions[0].owner` → `pm-sections-actions-0-owner`. */
export const placeId = (path: string): string => `pm-${path.replace(/[.[\]]+/g, '-').replace(/-$/, '')}`;

/** Findings about this very path, or about something within it. */
export const findingsAt = (findings: readonly Finding[], path: string): Finding[] =>
  findings.filter((finding) => finding.path === path || within(finding.path, path));

const within = (path: string, parent: string) =>
  path.startsWith(parent) && (path[parent.length] === '.' || path[parent.length] === '[');

/** The nearest element that exists for a path: itself, or what holds it. */
export function nearest(path: string, exists: (id: string) => boolean): string | null {
  for (let at = path; at !== ''; at = at.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, ''))
    if (exists(placeId(at))) return placeId(at);
  return null;
}

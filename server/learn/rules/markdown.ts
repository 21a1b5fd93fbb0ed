/**
 * A postmortem as Markdown: for the house with all twelve sections and the evidence behind each sentence, for the public
 * with section 11 and the corrections alone. HTML in the text is escaped, so that it stays text wherever it is rendered.
 */
import type { Action, PostmortemDocument, Sentence } from '@candor/protocol/postmortem.ts';

export function toMarkdown(doc: PostmortemDocument, audience: 'internal' | 'public'): string {
  const parts = audience === 'public' ? publicParts(doc) : internalParts(doc);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const inline = (text: string): string =>
  text.replace(/\s+/g, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const cell = (text: string): string => inline(text).replaceAll('|', '\\|');
const proof = (evidence: readonly string[]): string =>
  evidence.length > 0 ? ` [${evidence.map(inline).join(', ')}]` : '';
const time = (instant: string | null): string =>
  instant ? `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC` : 'not recorded';

const paragraphs = (list: readonly Sentence[]): string => list.map(({ text }) => inline(text)).join(' ');
const bullets = (list: readonly Sentence[], empty: string): string =>
  list.length === 0
    ? empty
    : list.map(({ text, evidence }) => `- ${inline(text)}${proof(evidence)}`).join('\n');

function publicParts({ title, sections }: PostmortemDocument): string[] {
  const { apology, whatHappened, whatWeDo, credits, whereToAsk } = sections.publicVersion;
  const part = (heading: string, list: readonly Sentence[], as = paragraphs) =>
    list.length === 0 ? '' : `## ${heading}\n\n${as(list)}`;
  const plainBullets = (list: readonly Sentence[]) => list.map(({ text }) => `- ${inline(text)}`).join('\n');
  return [
    `# ${inline(title)}`,
    paragraphs(apology),
    part('What happened', whatHappened),
    part('What we do', whatWeDo, plainBullets),
    part('Credits', credits),
    part('Where to ask', whereToAsk),
    correctionsPart(sections.corrections, false),
  ];
}

function internalParts(doc: PostmortemDocument): string[] {
  const { sections } = doc;
  const { factors, reflection, unknowns, publicVersion } = sections;
  const none = 'Nothing is written down yet.';
  return [
    `# ${inline(doc.title)}`,
    `Severity ${doc.severity} · ${doc.status} · version ${doc.version} · owner ${doc.owner ?? 'nobody yet'}`,
    `Start ${time(doc.startedAt)} · detection ${time(doc.detectedAt)} · first public word ${time(doc.firstWordAt)} · end ${time(doc.resolvedAt)}`,
    `## 1 Summary\n\n${paragraphs(sections.summary) || none}`,
    `## 2 Impact\n\n${bullets(sections.impact, none)}`,
    `## 3 Timeline (UTC)\n\n${timelineTable(doc)}`,
    `## 4 Detection\n\n${bullets(sections.detection, none)}`,
    `## 5 Contributing factors\n\n${factors.trigger ? `Trigger: ${inline(factors.trigger.text)}${proof(factors.trigger.evidence)}\n\n` : ''}${
      factors.factors
        .map(
          ({ title, text, evidence }) =>
            `- **${inline(title)}**${text ? `: ${inline(text)}` : ''}${proof(evidence)}`,
        )
        .join('\n') || none
    }`,
    `## 6 Mitigation and resolution\n\n${bullets(sections.mitigation, none)}`,
    `## 7 What went well, badly, and where we were lucky\n\n### Well\n\n${bullets(reflection.wentWell, none)}\n\n### Badly\n\n${bullets(reflection.wentBadly, none)}\n\n### Lucky\n\n${bullets(reflection.lucky, none)}`,
    `## 8 How we communicated\n\n${bullets(sections.communication, none)}`,
    `## 9 Actions\n\n${actionsTable(sections.actions) || none}`,
    `## 10 What we still do not know\n\n${bullets(unknowns.items, unknowns.signedOffBy ? `Signed off by ${unknowns.signedOffBy}: nothing.` : none)}`,
    `## 11 Public version\n\n${[
      publicVersion.apology,
      publicVersion.whatHappened,
      publicVersion.whatWeDo,
      publicVersion.credits,
      publicVersion.whereToAsk,
    ]
      .map(paragraphs)
      .filter((text) => text !== '')
      .map((text) => `> ${text}`)
      .join('\n>\n')}`,
    correctionsPart(sections.corrections, true) || '## 12 Corrections\n\nNone.',
  ];
}

function timelineTable({ sections }: PostmortemDocument): string {
  const rows = sections.timeline.map(
    ({ at, text, evidence, link }) =>
      `| ${time(at)} | ${cell(text)} | ${[...evidence, ...(link ? [link] : [])].map(cell).join(', ')} |`,
  );
  return ['| Time | What | Evidence |', '|---|---|---|', ...rows].join('\n');
}

function actionsTable(actions: readonly Action[]): string {
  if (actions.length === 0) return '';
  const rows = actions.map(({ title, type, owner, dueOn, completionTest, doneAt, proof: shown }) => {
    const state = doneAt ? `done ${doneAt.slice(0, 10)}${shown ? `: ${shown}` : ''}` : 'open';
    return `| ${[title, type, owner ?? 'nobody', dueOn ?? 'no date', completionTest ?? 'none', state].map(cell).join(' | ')} |`;
  });
  return ['| Action | Type | Owner | Due | Done when | State |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

function correctionsPart(
  corrections: PostmortemDocument['sections']['corrections'],
  internal: boolean,
): string {
  if (corrections.length === 0) return '';
  const lines = corrections.map(
    ({ at, what, by }) => `- ${time(at)}: ${inline(what)}${internal ? ` (${by})` : ''}`,
  );
  return `## ${internal ? '12 ' : ''}Corrections\n\n${lines.join('\n')}`;
}

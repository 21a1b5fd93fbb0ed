/**
 * A pretend Bot API of Telegram: sendMessage with its HTML, replies, groups that moved, bots that were shut out.
 * Source: core.telegram.org/bots/api (sendMessage, formatting options, ResponseParameters).
 */
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const TELEGRAM_TOKEN = '123456789:AApretendpretendpretendpretendpret';
export const TELEGRAM_CHAT = '-1001000000001';
/** A group that became a supergroup: the chat above. */
export const TELEGRAM_MOVED = '-2000000001';
export const TELEGRAM_KICKED = '-1001000000003';

const no = (code: number, description: string, parameters?: object): Reply => ({
  status: code,
  body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) },
});

type Post = {
  chat_id?: number | string;
  text?: string;
  parse_mode?: string;
  message_thread_id?: number;
  reply_parameters?: { message_id: number; allow_sending_without_reply?: boolean };
};

export async function startTelegram(): Promise<Service> {
  const sent = new Set<number>();

  function post({ body }: Asked): Reply {
    const { chat_id, text = '', parse_mode, message_thread_id, reply_parameters } = body as Post;
    const chat = String(chat_id);
    if (chat === TELEGRAM_MOVED)
      return no(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: Number(TELEGRAM_CHAT),
      });
    if (chat === TELEGRAM_KICKED) return no(403, 'Forbidden: bot was kicked from the supergroup chat');
    if (chat !== TELEGRAM_CHAT && chat !== '@acme_status') return no(400, 'Bad Request: chat not found');
    const read = parse_mode === 'HTML' ? readHtml(text) : text;
    if (read === null) return no(400, "Bad Request: can't parse entities: Unsupported start tag");
    if (read.trim() === '') return no(400, 'Bad Request: message text is empty');
    if (read.length > 4_096) return no(400, 'Bad Request: message is too long');
    const answers = reply_parameters?.message_id;
    if (answers && !sent.has(answers) && !reply_parameters.allow_sending_without_reply)
      return no(400, 'Bad Request: message to be replied not found');
    const id = sent.size + 1;
    sent.add(id);
    const topic = message_thread_id ? `/${message_thread_id}` : '';
    return {
      body: {
        ok: true,
        result: {
          message_id: id,
          date: 1_772_359_200,
          chat: { id: Number(TELEGRAM_CHAT), type: 'supergroup' },
          text: read,
        },
      },
      message: { to: `${chat}${topic}${answers ? ` to ${answers}` : ''}`, text: read },
    };
  }

  return startService({
    name: 'telegram',
    answer(asked) {
      const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(asked.path) ?? [];
      if (!token?.includes(':')) return no(404, 'Not Found');
      if (token !== TELEGRAM_TOKEN) return no(401, 'Unauthorized');
      if (method === 'getMe')
        return {
          body: {
            ok: true,
            result: { id: 123456789, is_bot: true, first_name: 'Candor', username: 'candor_bot' },
          },
        };
      return method === 'sendMessage' ? post(asked) : no(404, 'Not Found: method not found');
    },
    failure: ({ status, retryAfterSeconds = 5 }) =>
      status === 429
        ? no(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds })
        : no(status, 'Internal Server Error'),
  });
}

const TAGS = /^(b|i|s|u|code|pre|blockquote|a href="[^"<>]*")$/;

/** What is left without the tags; null when Telegram could not read them. */
function readHtml(html: string): string | null {
  const open: string[] = [];
  for (const [, close, tag = ''] of html.matchAll(/<(\/?)([^>]*)>/g)) {
    const name = tag.split(' ')[0]!;
    if (close) {
      if (open.pop() !== name) return null;
    } else if (TAGS.test(tag)) open.push(name);
    else return null;
  }
  const bare = html.replace(/<[^>]*>/g, '');
  if (open.length > 0 || /[<>]/.test(bare) || /&(?!(amp|lt|gt|quot|#\d+|#x[\da-f]+);)/i.test(bare))
    return null;
  return bare
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

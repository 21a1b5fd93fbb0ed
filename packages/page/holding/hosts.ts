/**
 * A set of holding pages as one folder: the pages, complete HTTP answers for HAProxy, and for every usual host the few
 * lines that make it serve them with the right status, never cached and without an ETag. Pure text.
 */
import { Buffer } from 'node:buffer';
import type { HoldingKind } from '@candor/protocol/holding.ts';
import { type HoldingLook, holdingPolicy, renderHolding } from './page.ts';

export type HoldingFile = { contentType: string; body: string };

export const HOLDING_KINDS: readonly HoldingKind[] = [
  'outage',
  'maintenance',
  'recovery',
  'apology',
  'changes',
];
/** Pages for while the service is closed; the others are read while it is open. */
export const CLOSED: readonly HoldingKind[] = ['outage', 'maintenance'];
/** HAProxy reads an error file into one buffer (tune.bufsize, 16,384 by default) and needs some of it for itself. */
const HAPROXY_MOST = 15_000;

export type HoldingFolder = {
  look: HoldingLook;
  retryAfterSeconds: number;
  /** Where the folder lies on the machine of the proxy. */
  folder: string;
};

/** Every file by its name. */
export function holdingFolder({ look, retryAfterSeconds, folder }: HoldingFolder): Map<string, HoldingFile> {
  const files = new Map<string, HoldingFile>();
  const text = (name: string, body: string) =>
    files.set(name, { contentType: 'text/plain; charset=utf-8', body });
  for (const kind of HOLDING_KINDS)
    files.set(`${kind}.html`, { contentType: 'text/html; charset=utf-8', body: renderHolding(kind, look) });
  for (const kind of CLOSED) text(`haproxy/${kind}.http`, haproxyAnswer(kind, look, retryAfterSeconds));
  const given = { folder: folder.replace(/\/+$/, ''), retry: retryAfterSeconds, policy: holdingPolicy(look) };
  text('nginx.conf', nginx(given));
  text('haproxy.cfg', haproxy(given));
  text('Caddyfile', caddy(given));
  text('apache.conf', apache(given));
  text('_headers', headersFile(given));
  text('cloudflare-worker.js', worker(files.get('outage.html')!.body, given));
  text('README.txt', readme(given));
  return files;
}

/** A complete answer that fits into HAProxy's buffer: what is least needed goes first until it does. */
export function haproxyAnswer(kind: HoldingKind, look: HoldingLook, retryAfterSeconds: number): string {
  const smaller: HoldingLook[] = [look, { ...look, logo: null }, { ...look, logo: null, liveKey: null }];
  for (let most = look.locales.length - 1; most >= 1; most--)
    smaller.push({ ...look, logo: null, liveKey: null, locales: look.locales.slice(0, most) });
  smaller.push({ ...smaller.at(-1)!, links: [], support: null, words: {} });
  const answers = smaller.map((each) => answerOf(renderHolding(kind, each), each, retryAfterSeconds));
  return answers.find((answer) => Buffer.byteLength(answer) <= HAPROXY_MOST) ?? answers.at(-1)!;
}

const answerOf = (body: string, look: HoldingLook, retryAfterSeconds: number): string =>
  [
    'HTTP/1.0 503 Service Unavailable',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    `Retry-After: ${retryAfterSeconds}`,
    'X-Robots-Tag: noindex',
    'X-Content-Type-Options: nosniff',
    'Referrer-Policy: no-referrer',
    `Content-Security-Policy: ${holdingPolicy(look)}; frame-ancestors 'none'`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');

type Given = { folder: string; retry: number; policy: string };

const nginx = ({
  folder,
  retry,
}: Given): string => `# nginx: include this file within the server { } of your site.
# 502, 503 and 504 of your upstream are answered with the outage page and status 503.
# While the file closed.html lies in the folder, every request is answered with it: that is what publishing
# "outage" or "maintenance" to this folder does, and withdrawing undoes.

proxy_intercept_errors on;
recursive_error_pages on;
error_page 502 503 504 =503 /.candor-holding;
set $candor_closed "";
if (-f ${folder}/closed.html) {
    set $candor_closed yes;
}
if ($uri = /.candor-holding) {
    set $candor_closed "";
}
if ($candor_closed) {
    return 503;
}
location = /.candor-holding {
    internal;
    root ${folder};
    try_files /closed.html /outage.html =503;
    default_type text/html;
    types { text/html html; }
    charset utf-8;
    etag off;
    if_modified_since off;
    max_ranges 0;
    add_header Cache-Control "no-store" always;
    add_header Retry-After "${retry}" always;
    add_header X-Robots-Tag "noindex" always;
    add_header X-Content-Type-Options "nosniff" always;
    add_header Last-Modified "" always;
}
`;

const haproxy = ({
  folder,
}: Given): string => `# HAProxy: put these lines into the defaults, frontend or backend section of your site. Each file is a complete
# answer with status 503; HAProxy reads it when it starts, so reload HAProxy after a new export.

    errorfile 502 ${folder}/haproxy/outage.http
    errorfile 503 ${folder}/haproxy/outage.http
    errorfile 504 ${folder}/haproxy/outage.http

# For a planned closing, use haproxy/maintenance.http in the same way.
`;

const caddy = ({ folder, retry }: Given): string => `# Caddy: import this file within the block of your site.
handle_errors {
	@down expression \`{err.status_code} in [502, 503, 504]\`
	handle @down {
		root * ${folder}
		try_files /closed.html /outage.html
		header {
			Cache-Control "no-store"
			Retry-After "${retry}"
			X-Robots-Tag "noindex"
			-Etag
			-Last-Modified
		}
		file_server {
			status 503
		}
	}
}
@closed file {
	root ${folder}
	try_files /closed.html
}
handle @closed {
	error 503
}
`;

const apache = ({
  folder,
  retry,
}: Given): string => `# Apache httpd 2.4: include this file within the VirtualHost of your site (mod_alias, mod_headers, mod_rewrite).
Alias /.candor-holding/ ${folder}/
<Directory ${folder}>
    Require all granted
    FileETag None
    AddDefaultCharset utf-8
    Header always unset ETag
    Header always unset Last-Modified
    Header always set Cache-Control "no-store"
    Header always set Retry-After "${retry}"
    Header always set X-Robots-Tag "noindex"
</Directory>
ProxyErrorOverride On 502 503 504
ErrorDocument 502 /.candor-holding/outage.html
ErrorDocument 503 /.candor-holding/outage.html
ErrorDocument 504 /.candor-holding/outage.html

# While closed.html lies in the folder, every request is answered with 503 and the outage page.
RewriteEngine On
RewriteCond ${folder}/closed.html -f
RewriteCond %{REQUEST_URI} !^/\\.candor-holding/
RewriteRule ^ - [R=503,L]
`;

const headersFile = ({ policy }: Given): string => `/*
  Cache-Control: no-store
  X-Robots-Tag: noindex
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Content-Security-Policy: ${policy}; frame-ancestors 'none'
`;

const worker = (
  body: string,
  { retry }: Given,
): string => `// Cloudflare Worker before your origin: what the origin cannot answer is answered here, from within the worker.
const PAGE = ${JSON.stringify(body).replaceAll('</', '<\\/')};
const down = () =>
  new Response(PAGE, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '${retry}',
      'x-robots-tag': 'noindex',
    },
  });
export default {
  async fetch(request) {
    try {
      const answer = await fetch(request);
      // 520 to 526 are Cloudflare's own words for an origin that does not answer.
      return [502, 503, 504].includes(answer.status) || (answer.status >= 520 && answer.status <= 526) ? down() : answer;
    } catch {
      return down();
    }
  },
};
`;

const readme = ({
  folder,
  retry,
}: Given): string => `Holding pages, made by Candor. Each page is one file that asks nothing of another.

outage.html       while the service cannot be reached      serve with status 503 and Retry-After: ${retry}
maintenance.html  while it is closed on purpose            serve with status 503 and Retry-After: ${retry}
recovery.html     "we are back"                            serve with status 200
apology.html      afterwards                               serve with status 200
changes.html      what was changed                         serve with status 200
index.html        whichever of them is published at this place; not there when none is
closed.html       the same, only while "outage" or "maintenance" is published

Never let any of them be cached (Cache-Control: no-store), and send no ETag with a 503.

nginx.conf, haproxy.cfg, Caddyfile, apache.conf   lines for your proxy; they expect this folder at ${folder}
haproxy/*.http    complete answers for HAProxy's errorfile
_headers          read by Netlify and Cloudflare Pages, which serve this folder as it is
cloudflare-worker.js   answers for an origin that does not, from Cloudflare

S3 and other object stores: upload the folder, serve outage.html as the error document of the distribution before
your origin (CloudFront: custom error responses for 502, 503 and 504, response code 503, error caching 0 seconds).
`;

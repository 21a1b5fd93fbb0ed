/** What has to be done on each kind of host so that it serves a set, with the lines that are in the folder. Pure. */
export const FOLDER = '/var/www/candor-holding';
/** As the server takes it for the lines in the archive. */
export const isFolder = (folder: string): boolean => /^\/[\w./@+-]*$/.test(folder);

export type Host = {
  value: string;
  label: string;
  /** Its lines name the folder of the machine. */
  onMachine: boolean;
  how: string;
  /** Null: there are no lines, only steps. */
  code: ((folder: string) => string) | null;
};

export const HOSTS: readonly Host[] = [
  {
    value: 'nginx',
    label: 'nginx',
    onMachine: true,
    how: 'Within the server block of your site; then nginx -t, and nginx -s reload. 502, 503 and 504 are answered with the outage page; laying closed.html into the folder closes the site without a reload.',
    code: (folder) => `server {\n    …\n    include ${folder}/nginx.conf;\n}`,
  },
  {
    value: 'haproxy',
    label: 'HAProxy',
    onMachine: true,
    how: 'In the backend or the defaults; reload HAProxy, also after each new download: it reads the files when it starts.',
    code: (folder) =>
      `backend site\n${[502, 503, 504].map((code) => `    errorfile ${code} ${folder}/haproxy/outage.http`).join('\n')}`,
  },
  {
    value: 'caddy',
    label: 'Caddy',
    onMachine: true,
    how: 'Within the block of your site; then caddy reload.',
    code: (folder) => `www.example.com {\n    …\n    import ${folder}/Caddyfile\n}`,
  },
  {
    value: 'apache',
    label: 'Apache',
    onMachine: true,
    how: 'Within the virtual host; it needs the modules alias, headers and rewrite. Then apachectl configtest, and graceful.',
    code: (folder) => `<VirtualHost *:443>\n    …\n    Include ${folder}/apache.conf\n</VirtualHost>`,
  },
  {
    value: 'cloudflare',
    label: 'Cloudflare',
    onMachine: false,
    how: 'Deploy cloudflare-worker.js on the route of your site. It holds the page, and answers 502–504 and 520–526.',
    code: null,
  },
  {
    value: 'netlify',
    label: 'Netlify, Pages',
    onMachine: false,
    how: 'Deploy the unpacked folder as a site; _headers sets caching and policy.',
    code: null,
  },
  {
    value: 'cloudfront',
    label: 'S3 with CloudFront',
    onMachine: false,
    how: 'Upload the folder to the bucket; in the distribution add custom error responses for 502, 503 and 504 → /outage.html, response code 503, caching 0 s.',
    code: null,
  },
];

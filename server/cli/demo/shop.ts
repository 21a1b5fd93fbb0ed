/**
 * The demo's own small service: a shop's web page and its API on two ports, and a switch that breaks the API for
 * real. Plainly a demo; no customer in it exists.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { shopPage } from './shop-page.ts';

export const BREAK_MODES = ['500s', 'hang', 'refused', 'slow', 'wrong-content'] as const;
export type BreakMode = (typeof BREAK_MODES)[number];

export type Order = { id: string; key: string; productId: string };

export type Shop = {
  url: string;
  apiUrl: string;
  /** The component of the status page that the API is; pages that are opened from now on know it. */
  isComponent(id: string): void;
  break(mode: BreakMode): Promise<void>;
  mend(): Promise<void>;
  broken(): boolean;
  /** What was ordered, each order once. */
  orders(): Order[];
  close(): Promise<void>;
};

const SDK_FILE = /^\/(candor\.iife|candor-embed|candor-outbox)\.js$/;
const SDK_FOLDER = new URL('../../../packages/browser/dist/', import.meta.url);
const SLOW_MS = 2_500;
const LARGEST_ORDER = 10_000;

const PRODUCTS = [
  { id: 'lamp', name: 'Desk lamp', about: 'Warm light, one switch.', priceMinor: 4_900 },
  { id: 'kettle', name: 'Kettle', about: 'One litre, whistles when done.', priceMinor: 3_450 },
  { id: 'notebook', name: 'Notebook', about: '160 pages that lie flat.', priceMinor: 1_290 },
];

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const end = (server: Server) =>
  new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

async function productIn(request: IncomingMessage): Promise<string | null> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST_ORDER) return null;
  }
  try {
    const { productId } = JSON.parse(text) as { productId?: unknown };
    return PRODUCTS.find(({ id }) => id === productId)?.id ?? null;
  } catch {
    return null;
  }
}

export async function startShop({ candorUrl }: { candorUrl: () => string }): Promise<Shop> {
  let mode: BreakMode | null = null;
  let component: string | null = null;
  const orders = new Map<string, Order>();
  const cors = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'cache-control': 'max-age=0',
  };

  const startApi = async (port: number) => {
    const api = createServer(async (request, response) => {
      if (mode === 'hang') return;
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { ...cors, 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
      if (mode === '500s') return answer(500, { error: 'the payment database does not answer' });
      // A slow answer comes after the caller has given up; it says nothing that is not true.
      if (mode === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      if (mode === 'wrong-content') return answer(200, { message: 'under construction' });
      if (request.url === '/products' && request.method === 'GET')
        return answer(200, { ok: true, currency: 'EUR', products: PRODUCTS });
      if (request.url !== '/orders' || request.method !== 'POST') return answer(404, { error: 'not found' });
      const productId = await productIn(request);
      const key = request.headers['idempotency-key'];
      if (productId === null || typeof key !== 'string')
        return answer(400, { error: 'an order names a product and has an Idempotency-Key' });
      const order = orders.get(key) ?? { id: `order-${orders.size + 1}`, key, productId };
      orders.set(key, order);
      answer(201, { ok: true, order: { id: order.id, productId } });
    });
    return { api, port: await listen(api, port) };
  };
  let { api, port } = await startApi(0);
  const apiUrl = `http://127.0.0.1:${port}`;

  const web = createServer((request, response) => {
    const [, name] = SDK_FILE.exec(request.url ?? '') ?? [];
    if (name !== undefined) {
      const file = new URL(`${name}.js`, SDK_FOLDER);
      if (!existsSync(file)) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/javascript' });
      return response.end(readFileSync(file));
    }
    if (request.url !== '/') return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(shopPage({ candorUrl: candorUrl(), apiUrl, component }));
  });
  const webPort = await listen(web, 0);

  return {
    url: `http://127.0.0.1:${webPort}`,
    apiUrl,
    broken: () => mode !== null,
    orders: () => [...orders.values()],
    isComponent(id) {
      component = id;
    },
    async break(next) {
      mode = next;
      if (next === 'refused') await end(api);
      // Connections that are open would go on being answered by the old rules of keep-alive.
      else api.closeIdleConnections();
    },
    async mend() {
      const was = mode;
      mode = null;
      if (was === 'refused') ({ api, port } = await startApi(port));
      // What hung goes on hanging otherwise.
      else api.closeAllConnections();
    },
    close: async () => {
      await Promise.all([end(api), end(web)]);
    },
  };
}

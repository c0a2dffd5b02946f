import { gunzipSync } from 'node:zlib';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import type { AppEnv } from './app.ts';
import { createReadyPages } from './create-ready-pages.ts';

const html = '<p>Lantern Night</p>';

function rig() {
  const rendered: string[] = [];
  const pages = createReadyPages(2);
  const app = new OpenAPIHono<AppEnv>();
  app.get('/:key', c =>
    pages(c, c.req.param('key'), () => {
      rendered.push(c.req.param('key'));
      return { html: `${html}${c.req.param('key')}`, headers: { 'content-type': 'text/html' } };
    }),
  );
  return { rendered, ask: (key: string, headers: Record<string, string> = {}) => app.request(`/${key}`, { headers }) };
}

test('a page is rendered once for its key; the oldest makes room', async () => {
  const { rendered, ask } = rig();
  for (const key of ['a', 'a', 'b', 'c', 'b', 'a']) expect(await (await ask(key)).text()).toBe(`${html}${key}`);
  expect(rendered).toEqual(['a', 'b', 'c', 'a']);
});

test('whoever can unpack gets it packed; whoever has it already is told so', async () => {
  const { ask } = rig();
  const plain = await ask('a');
  const etag = plain.headers.get('etag') ?? '';
  const packed = await ask('a', { 'accept-encoding': 'br, gzip' });
  expect([packed.headers.get('content-encoding'), packed.headers.get('etag')]).toEqual(['gzip', etag]);
  expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(`${html}a`);
  const known = await ask('a', { 'if-none-match': etag });
  expect([known.status, await known.text()]).toEqual([304, '']);
  expect((await ask('b', { 'if-none-match': etag })).status).toBe(200);
});

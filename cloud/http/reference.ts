import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { App } from './app.ts';
import { refusalStatus } from './refusal-status.ts';

const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Foyer API reference</title>
<link rel="stylesheet" href="/api/reference/swagger-ui.css">
<link rel="icon" href="/api/reference/favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="/api/reference/swagger-ui-bundle.js"></script>
<script src="/api/reference/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none', defaultModelsExpandDepth: -1, filter: true,
  validatorUrl: null, tryItOutEnabled: false
});
`;

/** The page may run its own two scripts and nothing else: no inline script, no other host. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const description = `Ticketing for many venues: events, orders, tickets, doors.

**Signing in.** \`POST /api/session/sign-in\` with \`"keep": "token"\` answers a bearer token of fifteen minutes; without it a cookie is set,
which is believed from our own pages alone. \`GET /api/session\` tells your organizations, whose ids stand in every other path.

**Ids** are a prefix and 26 letters. Where a body may name the id of what it makes, mint one and keep it: sent again with the same id and
the same contents the answer is the same and nothing happens twice; with other contents it is \`repeat-differs\`.

**Sums** are whole minor units beside a currency. **Moments** are ISO 8601 with a zone. **Lists** come in pages; hand \`nextCursor\` back as \`cursor\`.

**Whatever is refused** comes as \`{ "error": { "code", "sentence", "facts", "field" } }\`, with one of these codes:

${statusTable()}`;

function statusTable(): string {
  const codes = Map.groupBy(Object.entries(refusalStatus), ([, status]) => status);
  const rows = [...codes].sort(([a], [b]) => a - b);
  return rows.map(([status, each]) => `- ${status}: ${each.map(([code]) => `\`${code}\``).join(', ')}`).join('\n');
}

/** OpenAPI 3.1 of the routes this very app serves, and a page to read it. */
export function registerReference(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'foyer.session_token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Foyer',
      version: '0.1.0',
      description,
    },
    security: [{ session: [] }, { token: [] }],
  });
  app.get('/api', c => {
    c.header('content-security-policy', pagePolicy);
    return c.html(page);
  });
  app.get('/api/reference/start.js', c => c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const [name, type] of Object.entries(files))
    app.get(`/api/reference/${name}`, c =>
      c.body(new Uint8Array(readFileSync(path.join(folder, name))), 200, {
        'content-type': type,
        'cache-control': 'max-age=3600',
      }),
    );
}

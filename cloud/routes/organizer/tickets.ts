import { createRoute } from '@hono/zod-openapi';
import {
  blockTicketSchema,
  cancelledTicketSchema,
  cancelTicketSchema,
  editTicketSchema,
  listTicketsSchema,
  reprintTicketSchema,
  ticketCodeSchema,
  ticketViewSchema,
  transferTicketSchema,
} from '#shared/api/tickets.ts';
import { answers, errorSchema, jsonBody, pageSchema } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { blockTicket } from '../../services/tickets/block-ticket.ts';
import { cancelTicket } from '../../services/tickets/cancel-ticket.ts';
import { editTicket } from '../../services/tickets/edit-ticket.ts';
import { getTicket } from '../../services/tickets/get-ticket.ts';
import { getTicketCode } from '../../services/tickets/get-ticket-code.ts';
import { listTickets } from '../../services/tickets/list-tickets.ts';
import { reprintTicket } from '../../services/tickets/reprint-ticket.ts';
import { transferTicket } from '../../services/tickets/transfer-ticket.ts';
import { unblockTicket } from '../../services/tickets/unblock-ticket.ts';
import { qrSvg } from '../../storefront/qr-svg.ts';
import { eventParams, partParams } from './event-params.ts';

const tags = ['Tickets'];
const ticketParams = partParams('ticketId', 'TicketId');
const base = '/api/orgs/{orgId}/events/{eventId}/tickets';

const list = createRoute({
  method: 'get',
  path: base,
  tags,
  summary: 'List and search tickets',
  request: { params: eventParams, query: listTicketsSchema },
  ...answers(200, pageSchema(ticketViewSchema)),
});

const get = createRoute({
  method: 'get',
  path: `${base}/{ticketId}`,
  tags,
  summary: 'Read a ticket',
  request: { params: ticketParams },
  ...answers(200, ticketViewSchema),
});

const edit = createRoute({
  method: 'patch',
  path: `${base}/{ticketId}`,
  tags,
  summary: 'Correct holder, seat or the word for the door',
  request: { params: ticketParams, body: jsonBody(editTicketSchema) },
  ...answers(200, ticketViewSchema),
});

const code = createRoute({
  method: 'get',
  path: `${base}/{ticketId}/code`,
  tags,
  summary: 'The text of a ticket’s code',
  request: { params: ticketParams },
  ...answers(200, ticketCodeSchema),
});

const qr = createRoute({
  method: 'get',
  path: `${base}/{ticketId}/qr.svg`,
  tags,
  summary: 'A ticket’s code as a picture',
  request: { params: ticketParams },
  responses: {
    200: { description: 'A QR code', content: { 'image/svg+xml': { schema: { type: 'string' } } } },
    default: { description: 'Refused', content: { 'application/json': { schema: errorSchema } } },
  },
});

const action = <const Path extends string, Schema extends Parameters<typeof jsonBody>[0]>(
  name: Path,
  summary: string,
  schema: Schema,
) =>
  createRoute({
    method: 'post',
    path: `${base}/{ticketId}/${name}`,
    tags,
    summary,
    request: { params: ticketParams, body: jsonBody(schema) },
    ...answers(200, ticketViewSchema),
  });

const block = action('block', 'Block a ticket: the door refuses it with your words', blockTicketSchema);
const cancel = createRoute({
  method: 'post',
  path: `${base}/{ticketId}/cancel`,
  tags,
  summary: 'Cancel a ticket; its places are free again',
  request: { params: ticketParams, body: jsonBody(cancelTicketSchema) },
  ...answers(200, cancelledTicketSchema),
});
const reprint = action('reprint', 'Print a lost ticket anew; the old code is void', reprintTicketSchema);
const transfer = action('transfer', 'Give a ticket to another person; the old code is void', transferTicketSchema);
const unblock = createRoute({
  method: 'post',
  path: `${base}/{ticketId}/unblock`,
  tags,
  summary: 'Take a block back',
  request: { params: ticketParams },
  ...answers(200, ticketViewSchema),
});

export function registerTickets(app: App, deps: AppDeps): void {
  app.openapi(list, async c =>
    c.json(await listTickets(orgCtx(c), c.req.valid('param').eventId, c.req.valid('query')), 200),
  );
  app.openapi(get, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await getTicket(orgCtx(c), eventId, ticketId), 200);
  });
  app.openapi(edit, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await editTicket(orgCtx(c), eventId, ticketId, c.req.valid('json')), 200);
  });
  app.openapi(code, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await getTicketCode(orgCtx(c), eventId, ticketId), 200);
  });
  app.openapi(qr, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    const { code: text } = await getTicketCode(orgCtx(c), eventId, ticketId);
    return c.body(qrSvg(text), 200, { 'content-type': 'image/svg+xml' });
  });
  registerTicketActions(app, deps);
}

function registerTicketActions(app: App, deps: AppDeps): void {
  app.openapi(block, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await blockTicket(orgCtx(c), eventId, ticketId, c.req.valid('json')), 200);
  });
  app.openapi(unblock, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await unblockTicket(orgCtx(c), eventId, ticketId), 200);
  });
  app.openapi(cancel, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await cancelTicket(orgCtx(c), eventId, ticketId, c.req.valid('json')), 200);
  });
  app.openapi(reprint, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await reprintTicket(orgCtx(c), deps.keyVault, eventId, ticketId, c.req.valid('json')), 200);
  });
  app.openapi(transfer, async c => {
    const { eventId, ticketId } = c.req.valid('param');
    return c.json(await transferTicket(orgCtx(c), deps.keyVault, eventId, ticketId, c.req.valid('json')), 200);
  });
}

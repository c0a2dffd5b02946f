import { mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { noteRefusal } from '../../http/note-refusal.ts';
import { refusalStatus } from '../../http/refusal-status.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import {
  giveBackSchema,
  giveBackTickets,
  previewGiveBack,
  previewGiveBackSchema,
} from '../../services/order-page/give-back-tickets.ts';
import { passOnSchema, passOnTicket } from '../../services/order-page/pass-on-ticket.ts';
import { renameHolder } from '../../services/order-page/rename-holder.ts';
import { resendTickets } from '../../services/order-page/resend-tickets.ts';
import { giveBackPage } from '../../storefront/order-page/give-back.tsx';
import { orderPage } from '../../storefront/order-page/order-page.tsx';
import type { OrderMistake } from '../../storefront/order-page/order-shop.ts';
import { storePath } from '../../storefront/store-place.ts';
import { held, loadOrderShop, tokenOf } from './order-page.ts';

type Typed = Readonly<Record<string, string>>;
type Form = { readonly typed: Typed; readonly ticketIds: readonly string[] };

/** What a link's holder does on the page of their order. What was wrong comes back with the page and with what had been typed. */
export function registerOrderPageForms(app: App, deps: AppDeps, kit: ShopKit): void {
  const form = (
    path: string,
    name: OrderMistake['form'],
    work: (c: AppContext, request: ShopRequest, form: Form) => Promise<string | Response>,
  ) =>
    kit.route(app, 'post', `/orders/:token${path}`, async (c, request) => {
      const sent = await readForm(c);
      try {
        const done = await work(c, request, sent);
        if (typeof done !== 'string') return done;
        return c.redirect(storePath(request.shopFor().place, `/orders/${tokenOf(c)}?done=${done}`), 303);
      } catch (error) {
        return showMistake(deps, c, request, { form: name, sent, error });
      }
    });

  form('/resend', 'resend', async (c, request) => {
    await resendTickets(request.ctx, held(deps, c));
    return 'resent';
  });
  form('/name', 'rename', async (c, request, { typed }) => {
    await renameHolder(request.ctx, held(deps, c), { ticketId: typed.ticketId, holder: typed.holder });
    return 'renamed';
  });
  form('/pass-on', 'pass-on', async (c, request, { typed }) => {
    const { ticketId, newTicketId, toName, toEmail } = typed;
    const wanted = passOnSchema.parse({ ticketId, newTicketId, toName, toEmail });
    await passOnTicket(request.ctx, deps.keyVault, held(deps, c), wanted);
    return `passed-on&ticket=${wanted.newTicketId}`;
  });
  form('/give-back', 'give-back', async (c, request, { ticketIds }) => {
    const wanted = previewGiveBackSchema.parse({ ticketIds });
    const preview = await previewGiveBack(request.ctx, held(deps, c), wanted);
    const page = await loadOrderShop(deps, c, request, null);
    const refundId = mintId('RefundId', deps.randomBytes);
    return sendPage(c, giveBackPage(page, tokenOf(c), { ...preview, refundId, ticketIds: wanted.ticketIds }));
  });
  form('/give-back/confirm', 'give-back', async (c, request, { typed, ticketIds }) => {
    const wanted = giveBackSchema.parse({ refundId: typed.refundId, ticketIds });
    await giveBackTickets(request.ctx, held(deps, c), wanted);
    return 'given-back';
  });
}

async function readForm(c: AppContext): Promise<Form> {
  const body = await c.req.parseBody({ all: true });
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string') typed[name] = last.trim();
  }
  const named = [body.ticketId].flat();
  return { typed, ticketIds: named.filter(each => typeof each === 'string') };
}

async function showMistake(
  deps: AppDeps,
  c: AppContext,
  request: ShopRequest,
  wrong: { readonly form: OrderMistake['form']; readonly sent: Form; readonly error: unknown },
): Promise<Response> {
  const refused = noteRefusal(deps, c, wrong.error);
  // Whoever has no link is told the same as everywhere; a fault goes on to where faults are logged.
  if (refused === null || refused.code === 'not-found') throw wrong.error;
  const page = await loadOrderShop(deps, c, request, null);
  const mistake: OrderMistake = {
    form: wrong.form,
    ticketId: page.view.tickets.find(each => each.ticketId === wrong.sent.typed.ticketId)?.ticketId ?? null,
    field: refused.code === 'bad-input' ? String(refused.facts.field) : null,
    sentence: sentenceOf(refused, page, request, wrong.sent.typed),
    typed: wrong.sent.typed,
  };
  return sendPage(c, orderPage({ ...page, mistake }, tokenOf(c), null), refusalStatus[refused.code]);
}

function sentenceOf(
  refused: Refusal,
  page: Awaited<ReturnType<typeof loadOrderShop>>,
  request: ShopRequest,
  typed: Typed,
): string {
  const { shop, say } = page;
  const field = refused.code === 'bad-input' ? String(refused.facts.field) : null;
  const text = typed[field ?? ''] ?? '';
  if (field === 'ticketIds') return say('page.chooseOne');
  if (field === 'toEmail') return shop.say(text === '' ? 'mistake.required' : 'mistake.email');
  if (field === 'holder' || field === 'toName') {
    if (text === '') return shop.say('mistake.required');
    const max = limits.nameCharsMax;
    return text.length > max ? shop.say('mistake.tooLong', { max }) : shop.say('mistake.unkeepable');
  }
  return refusalSentence(refused.code, refused.facts, {
    language: shop.language,
    zone: shop.zone,
    now: request.ctx.now,
  });
}

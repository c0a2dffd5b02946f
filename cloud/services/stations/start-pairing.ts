import type { z } from 'zod';
import { mintId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { startPairingRequestSchema, type startPairingResponseSchema } from '#shared/sync/protocol.ts';
import { startPairing as recordPairing } from '../../db/station-doors.ts';
import type { CallCtx } from '../ctx.ts';
import type { Network } from '../network-of.ts';
import { mintPairingCode, secretHash } from './pairing-code.ts';

type StartedPairing = z.infer<typeof startPairingResponseSchema>;

/** A device that belongs to nobody asks to be paired. Bounded per address; the code lives ten minutes and is good once. */
export async function startPairing(ctx: CallCtx, raw: unknown, address: Network): Promise<StartedPairing> {
  const input = startPairingRequestSchema.parse(raw);
  const pairingId = mintId('PairingId', ctx.randomBytes);
  const code = mintPairingCode(ctx.randomBytes);
  const pollSecret = Buffer.from(ctx.randomBytes(32)).toString('base64url');
  const expiresAt = addMs(ctx.now, limits.pairingCodeLivesMs);
  const started = await recordPairing(ctx.db, {
    pairingId,
    codeHash: secretHash(code),
    pollHash: secretHash(pollSecret),
    stationName: input.stationName,
    previousTokenHash: input.previousToken === null ? null : secretHash(input.previousToken),
    addressHash: secretHash(address),
    openMax: limits.pairingsOpenPerAddressMax,
    now: ctx.now,
    expiresAt,
  });
  // A code that was taken is one in a million million; asking again later is the answer to both.
  if (!started) throw refusal('too-many-requests', { retryAfterMs: 60_000 });
  return { pairingId, code, pollSecret, expiresAt, pollEveryMs: pollEveryMs };
}

const pollEveryMs = 2_000;

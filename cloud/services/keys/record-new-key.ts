import { encodeBase32 } from '#shared/kernel/base32.ts';
import { type EventId, type KeyId, mintId } from '#shared/kernel/ids.ts';
import { eventKeys } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { KeyVault } from '../ports.ts';
import { keyPairFromSeed } from './ed25519.ts';
import { sealedFor } from './sealed-for.ts';

/** TC-1, TC-3: a key of one event. The secret half is sealed before it reaches the database. */
export async function recordNewKey(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  keyId: KeyId = mintId('KeyId', ctx.randomBytes),
): Promise<KeyId> {
  const seed = ctx.randomBytes(32);
  await tx.insert(eventKeys).values({
    orgId: ctx.orgId,
    eventId,
    keyId,
    ref: encodeBase32(ctx.randomBytes(4)),
    publicKey: keyPairFromSeed(seed).publicKey,
    privateKeySealed: vault.seal(seed, sealedFor(ctx.orgId, eventId, keyId)),
    createdAt: ctx.now,
  });
  return keyId;
}

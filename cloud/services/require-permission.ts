import { type Permission, roleMay } from '#shared/api/permissions.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Ctx } from './ctx.ts';

/** The first line of every verb. Says no before anything is looked up, so that the answer cannot depend on what exists. */
export function requirePermission(ctx: Ctx, permission: Permission): void {
  if (!mayActor(ctx, permission)) throw refusal('forbidden', { permission });
}

function mayActor({ actor }: Ctx, permission: Permission): boolean {
  switch (actor.kind) {
    case 'person':
      return roleMay(actor.role, permission);
    case 'platform-admin':
    case 'system':
      return true;
    case 'buyer':
      return permission === 'orders:place';
    case 'station':
      // Stations have routes and verbs of their own, scoped by their token.
      return false;
  }
}

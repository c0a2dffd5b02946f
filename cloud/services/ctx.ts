import type { Role } from '#shared/api/permissions.ts';
import type { OrgId, PersonId, RandomBytes, StationId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Db } from '../db/with-tenant.ts';
import type { Network } from './network-of.ts';

/** Who asks, seen from inside one organization. */
export type Actor =
  | { readonly kind: 'person'; readonly personId: PersonId; readonly role: Role }
  | { readonly kind: 'platform-admin'; readonly personId: PersonId }
  | { readonly kind: 'station'; readonly stationId: StationId }
  /** Somebody at the storefront, without an account. What one order lets them do, its signed link says. */
  | { readonly kind: 'buyer' }
  | { readonly kind: 'system'; readonly job: string };

/** What a call that belongs to no organization brings along. */
export type CallCtx = {
  readonly db: Db;
  readonly now: Instant;
  readonly randomBytes: RandomBytes;
  readonly requestId: string;
  /** Where the call comes from, as whoever is slowed is counted; left out for jobs. */
  readonly address?: Network;
};

/** What every verb of an organization is given first. */
export type Ctx = CallCtx & { readonly orgId: OrgId; readonly actor: Actor };

/** A signed-in person, before an organization is named. */
export type Person = {
  readonly personId: PersonId;
  readonly email: string;
  readonly name: string;
  readonly platformAdmin: boolean;
};

export type PersonCtx = CallCtx & { readonly person: Person };

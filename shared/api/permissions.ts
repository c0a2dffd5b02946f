/** What a member of an organization is there. A platform admin stands beside these and may do everything everywhere. */
export const roles = ['owner', 'organizer', 'box-office', 'door', 'viewer'] as const;
export type Role = (typeof roles)[number];

const everyone = roles;
const management = ['owner', 'organizer'] as const satisfies readonly Role[];
const selling = ['owner', 'organizer', 'box-office'] as const satisfies readonly Role[];
const doors = ['owner', 'organizer', 'box-office', 'door'] as const satisfies readonly Role[];

/** The one table of who may do what. Verbs, routes and buttons read it. */
export const permissions = {
  'organization:read': everyone,
  'organization:edit': management,
  'members:read': management,
  'members:invite': ['owner'],
  'members:edit': ['owner'],
  'members:remove': ['owner'],
  'audit:read': management,
  'events:read': everyone,
  'events:edit': management,
  'keys:read': management,
  'keys:edit': management,
  'operators:read': doors,
  'operators:edit': management,
  'orders:read': selling,
  'orders:place': selling,
  'orders:comp': selling,
  'orders:approve': management,
  'orders:cancel': selling,
  'orders:resend': selling,
  'payments:read': selling,
  'payments:connect': ['owner'],
  'refunds:make': selling,
  'refunds:make-many': management,
  'disputes:answer': management,
  'ledger:read': management,
  'webhooks:read': management,
  'webhooks:replay': management,
  'promos:edit': management,
  'tickets:read': doors,
  'tickets:edit': selling,
  'tickets:import': management,
  'scans:read': doors,
  'scans:redeem': doors,
  'stations:read': doors,
  'stations:pair': management,
  'stations:edit': management,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function rolesThatMay(permission: Permission): readonly Role[] {
  return permissions[permission];
}

export function roleMay(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(role);
}

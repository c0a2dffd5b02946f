export const eventStates = ['draft', 'published', 'cancelled', 'ended'] as const;
export type EventState = (typeof eventStates)[number];

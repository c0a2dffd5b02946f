/** Waits until one of the places of whoever this is is free; the answer gives it back. */
export type Bulkhead = (who: string) => Promise<() => void>;

/**
 * At most so many requests of one organization are worked on at once; the others wait before anything was read of them, in the order
 * they came. What is worked on lives in memory, and a collection of it holds up everybody.
 */
export function createBulkhead(most: number): Bulkhead {
  const rooms = new Map<string, { inside: number; readonly line: (() => void)[] }>();
  return who => {
    const room = rooms.get(who) ?? { inside: 0, line: [] };
    rooms.set(who, room);
    const leave = (): void => {
      const next = room.line.shift();
      if (next === undefined) room.inside -= 1;
      else next();
      if (room.inside === 0) rooms.delete(who);
    };
    if (room.inside < most) {
      room.inside += 1;
      return Promise.resolve(leave);
    }
    return new Promise(resolve => room.line.push(() => resolve(leave)));
  };
}

/** Waits until one of the places of whoever this is is free; the answer gives it back. */
export type Bulkhead = (who: string) => Promise<() => void>;

/**
 * At most so many requests of one organization are worked on at once; the others wait before anything was read of them, in the order
 * they came. What is worked on lives in memory, and a collection of it holds up everybody. Nobody waits for longer than `msMax`:
 * whoever fills the places with requests that never end delays the others by that and shuts nobody out.
 */
export function createBulkhead({ most, msMax }: { readonly most: number; readonly msMax: number }): Bulkhead {
  const rooms = new Map<string, { inside: number; readonly line: Set<() => void> }>();
  return who => {
    const room = rooms.get(who) ?? { inside: 0, line: new Set() };
    rooms.set(who, room);
    const leave = (): void => {
      room.inside -= 1;
      const [next] = room.line;
      if (room.inside < most) next?.();
      if (room.inside === 0) rooms.delete(who);
    };
    return new Promise(resolve => {
      const enter = (): void => {
        clearTimeout(timer);
        room.line.delete(enter);
        room.inside += 1;
        resolve(leave);
      };
      const timer = room.inside < most ? undefined : setTimeout(enter, msMax);
      if (timer === undefined) enter();
      else room.line.add(enter);
    });
  };
}

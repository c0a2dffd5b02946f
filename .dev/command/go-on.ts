/** Does the work for each, one after the other; one that fails is told and keeps none of the others from its turn. How many failed. */
export async function goOn<One>(
  all: Iterable<One>,
  work: (one: One) => Promise<void>,
  tell: (one: One, error: unknown) => void,
): Promise<number> {
  let failed = 0;
  for (const one of all)
    try {
      await work(one);
    } catch (error) {
      failed += 1;
      tell(one, error);
    }
  return failed;
}

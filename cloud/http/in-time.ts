/** What comes of work that somebody's page waits for; `otherwise` where that takes longer. The work itself goes on. */
export async function inTime<T>(
  work: Promise<T>,
  { msMax, otherwise }: { readonly msMax: number; readonly otherwise: T },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>(resolve => {
    timer = setTimeout(resolve, msMax, otherwise);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

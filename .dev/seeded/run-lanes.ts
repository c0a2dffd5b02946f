/** Works off what `next` hands out, each in the first of the places that is free, until it hands out nothing more. */
export async function runLanes<Place, Work>(
  places: readonly Place[],
  next: () => Work | null,
  work: (place: Place, one: Work) => Promise<void>,
): Promise<void> {
  await Promise.all(
    places.map(async place => {
      for (let one = next(); one !== null; one = next()) await work(place, one);
    }),
  );
}

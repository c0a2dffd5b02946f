/** Steps until there is nothing left to do, or until it does not end. */
export async function drain(step: () => Promise<string>): Promise<string> {
  for (let turn = 0; turn < 60; turn++) {
    const said = await step();
    if (said !== 'worked') return said;
  }
  return 'endless';
}

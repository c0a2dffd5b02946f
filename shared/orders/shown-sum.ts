/** PR-1: what a page told its buyer that they will pay. */
export type ShownSum = { readonly totalMinor: number; readonly currency: string };

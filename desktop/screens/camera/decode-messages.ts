/** What the page and the decoding worker say to each other. */
export type ToDecoder =
  | { readonly kind: 'start'; readonly wasmUrl: string }
  | { readonly kind: 'frame'; readonly frame: number; readonly bitmap: ImageBitmap };

export type FromDecoder =
  | { readonly kind: 'ready'; readonly decoder: string }
  | { readonly kind: 'decoded'; readonly frame: number; readonly text: string | null }
  | { readonly kind: 'failed'; readonly reason: string };

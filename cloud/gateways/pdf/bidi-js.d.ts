declare module 'bidi-js' {
  type Bidi = {
    getEmbeddingLevels(text: string, base?: 'ltr' | 'rtl'): { readonly levels: Uint8Array };
    getMirroredCharactersMap(text: string, levels: Uint8Array): Map<number, string>;
  };
  export default function bidiFactory(): Bidi;
}

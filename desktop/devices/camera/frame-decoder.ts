/** Pixels to text: the port behind which the code-reading libraries stand. Nothing here knows a browser or Node. */
export interface FrameDecoder {
  readonly name: string;
  /** Looks for a code in a grey picture. Never throws for what a picture may hold. */
  decodePixels(image: LumaImage, options: DecodeOptions): Promise<DecodeAttempt>;
  /** Decodes a QR symbol whose modules are known already (true is dark), quiet zone left out. */
  decodeModules(modules: ModuleGrid): Promise<string | null>;
}

/** A grey picture, one byte a pixel, row by row. */
export interface LumaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export interface DecodeOptions {
  /** `qr` looks for QR symbols alone; `any` also for the barcodes other sellers print. */
  readonly symbols: 'qr' | 'any';
  readonly binarizer: 'local' | 'global';
  readonly effort: 'quick' | 'thorough';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A QR symbol that was found in the picture and could not be decoded: where its four outer corners lie, and its size. */
export interface SeenSymbol {
  readonly topLeft: Point;
  readonly topRight: Point;
  readonly bottomRight: Point;
  readonly bottomLeft: Point;
  readonly modulesPerSide: number;
}

export interface ModuleGrid {
  readonly modulesPerSide: number;
  readonly dark: readonly boolean[];
}

export type DecodeAttempt =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'seen'; readonly symbols: readonly SeenSymbol[] }
  | { readonly kind: 'nothing' };

import { type Id, type IdName, idFromBytes } from '../kernel/ids.ts';

/** A fixed id: the same name and number give the same id in every test. */
export function anId<Name extends IdName>(name: Name, number: number): Id<Name> {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(12, number);
  return idFromBytes(name, bytes);
}

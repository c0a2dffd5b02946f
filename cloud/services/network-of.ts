import { isIPv4, isIPv6 } from 'node:net';
import type { Brand } from '#shared/kernel/ids.ts';

/** Whom a call is counted as where callers are slowed. */
export type Network = Brand<string, 'Network'>;

/**
 * TE-5: one line's network. An IPv4 address is one; of an IPv6 address the first 64 bits are, because every line has that many to
 * choose from below them. An IPv4 address written as IPv6 is the IPv4 address.
 */
export function networkOf(address: string): Network {
  // An interface may be named behind the address.
  const [bare = ''] = address
    .trim()
    .replace(/^\[|\]$/g, '')
    .split('%');
  if (!isIPv6(bare)) return bare.toLowerCase() as Network;
  const groups = groupsOf(bare);
  const mapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff;
  if (mapped)
    return groups
      .slice(6)
      .flatMap(group => [group >> 8, group & 255])
      .join('.') as Network;
  return `${groups
    .slice(0, 4)
    .map(group => group.toString(16))
    .join(':')}::/64` as Network;
}

/** The eight groups of an address that is known to be one. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const [before, after] = [partsOf(head), partsOf(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function partsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap(part => {
    if (!isIPv4(part)) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

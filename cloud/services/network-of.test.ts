import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test('[TE-5] IPv4 counts by address, IPv6 by its first 64 bits, however it is written', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('192.0.2.8')).not.toBe(networkOf('192.0.2.7'));
  for (const same of ['::ffff:192.0.2.7', '::FFFF:c000:0207', '0:0:0:0:0:ffff:192.0.2.7', ' 192.0.2.7 '])
    expect(networkOf(same)).toBe('192.0.2.7');
  for (const same of [
    '2001:db8:1:2::1',
    '2001:DB8:1:2:ffff:ffff:ffff:ffff',
    '2001:0db8:0001:0002:a:b:c:d',
    '[2001:db8:1:2::9]',
    '2001:db8:1:2::5%eth0',
    '2001:db8:1:2::192.0.2.7',
  ])
    expect(networkOf(same)).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('2001:db8::')).toBe('2001:db8:0:0::/64');
  expect(networkOf('unknown')).toBe('unknown');
});

test('[TE-5] whoever has a whole network is one, and no two networks are', () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  const half = fc.tuple(group, group, group, group);
  const written = (groups: readonly number[]) => groups.map(one => one.toString(16)).join(':');
  fc.assert(
    fc.property(half, half, half, half, (net, other, one, two) => {
      const [a, b] = [written([...net, ...one]), written([...net, ...two])];
      fc.pre(isIPv6(a) && net.some(part => part !== 0));
      expect(networkOf(a)).toBe(networkOf(b));
      expect(networkOf(written([...other, ...one])) === networkOf(a)).toBe(written(net) === written(other));
    }),
  );
});

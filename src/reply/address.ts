// Is an address one that a client elsewhere can reach? (IANA special-purpose registries, RFC 6890.)

/** Why an address cannot be reached from elsewhere, or undefined for a public one. */
export function unreachable(address: string): string | undefined {
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/i.exec(address);
  if (!v4) return unreachableV6(address.toLowerCase());
  const [a = 0, b = 0] = v4.slice(1).map(Number);
  if (address.endsWith('0.0.0.0')) return 'no address at all (0.0.0.0)';
  if (a === 0) return 'an address of "this network" (RFC 1122)';
  if (a === 127) return 'a loopback address (RFC 1122): it means the server itself, or the client itself';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'a private address (RFC 1918)';
  if (a === 100 && b >= 64 && b <= 127) return 'a carrier-grade NAT address (RFC 6598)';
  if (a === 169 && b === 254) return 'a link-local address (RFC 3927)';
  if (a >= 224) return 'a multicast or reserved address';
  return undefined;
}

function unreachableV6(address: string): string | undefined {
  if (!address.includes(':')) return undefined;
  if (address === '::1') return 'the loopback address';
  if (address === '::') return 'no address at all (::)';
  if (/^fe[89ab]/.test(address)) return 'a link-local address (RFC 4291)';
  if (/^f[cd]/.test(address)) return 'a unique local address (RFC 4193)';
  return undefined;
}

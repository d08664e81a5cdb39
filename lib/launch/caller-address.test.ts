import { expect, test } from "vitest";
import { callerAddress } from "./caller-address.ts";

test.each([
  ["203.0.113.7", undefined, "203.0.113.7"],
  ["::ffff:203.0.113.7", undefined, "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", undefined, "2001:db8:1:2::/64"],
  ["2001:db8::6", undefined, "2001:db8:0:0::/64"],
  [undefined, undefined, "unknown"],
])("%s without a proxy is %s", (peer, forwarded, address) => {
  expect(callerAddress(peer, forwarded)).toBe(address);
});

test("a proxy on this machine is believed, and of what it was told only its own word", () => {
  expect(callerAddress("127.0.0.1", "198.51.100.9, 203.0.113.7")).toBe("203.0.113.7");
  expect(callerAddress("::ffff:127.0.0.1", "203.0.113.7")).toBe("203.0.113.7");
  expect(callerAddress("127.0.0.1", "not an address")).toBe("127.0.0.1");
});

test("a stranger cannot claim to be somebody else", () => {
  expect(callerAddress("203.0.113.7", "198.51.100.9")).toBe("203.0.113.7");
});

import { expect, test } from "vitest";
import { isOurHost, requireLoopback } from "./host-rule.ts";

test.each(["localhost", "localhost:3000", "127.0.0.1:3000", "127.1.2.3", "[::1]:3000", "glan.localhost:80"])(
  "a request for %s is ours",
  (header) => {
    expect(isOurHost(header)).toBe(true);
  },
);

test.each([undefined, "", "example.com", "localhost.example.com", "127.0.0.1.example.com:3000", "10.0.0.1"])(
  "a request for %s is not ours",
  (header) => {
    expect(isOurHost(header)).toBe(false);
  },
);

test.each(["0.0.0.0", "::", "192.168.1.2", "studio.example.com"])("HOST=%s is refused", (host) => {
  expect(() => requireLoopback(host)).toThrow(/would open the studio to the network/);
});

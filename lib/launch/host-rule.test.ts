import { expect, test } from "vitest";
import { isOurHost, urlOf } from "./host-rule.ts";

const LOOPBACK = { host: "127.0.0.1", allowedHosts: [] };

test.each(["localhost", "localhost:3000", "127.0.0.1:3000", "127.1.2.3", "[::1]:3000", "glan.localhost:80"])(
  "a request for %s is ours",
  (header) => {
    expect(isOurHost(header, LOOPBACK)).toBe(true);
  },
);

test.each([undefined, "", "example.com", "localhost.example.com", "127.0.0.1.example.com:3000", "10.0.0.1"])(
  "a request for %s is not ours",
  (header) => {
    expect(isOurHost(header, LOOPBACK)).toBe(false);
  },
);

test("a name is ours when HOST or the list of allowed hosts says so", () => {
  const env = { host: "studio.lan", allowedHosts: ["glan.example.org"] };
  for (const header of ["studio.lan:3000", "glan.example.org", "GLAN.example.org.:443", "localhost:3000"]) {
    expect(isOurHost(header, env), header).toBe(true);
  }
  for (const header of ["example.org", "evil.glan.example.org", "10.0.0.1", ""]) {
    expect(isOurHost(header, env), header).toBe(false);
  }
});

test.each(["0.0.0.0", "::"])("with HOST=%s any address is ours and no name of others", (host) => {
  const env = { host, allowedHosts: [] };
  for (const header of ["192.168.1.2:3000", "[fd00::1]:3000", "localhost"]) {
    expect(isOurHost(header, env), header).toBe(true);
  }
  for (const header of ["rebound.example.com:3000", "192.168.1.2.example.com", "", undefined]) {
    expect(isOurHost(header, env), header).toBe(false);
  }
});

test.each([
  ["127.0.0.1", "http://127.0.0.1:3000"],
  ["0.0.0.0", "http://localhost:3000"],
  ["::", "http://localhost:3000"],
  ["::1", "http://[::1]:3000"],
  ["studio.lan", "http://studio.lan:3000"],
])("HOST=%s is reached by %s", (host, url) => {
  expect(urlOf(host, 3000)).toBe(url);
});

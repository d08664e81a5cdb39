import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";
import "../styles/tokens.css";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { parseTheme, THEME_COOKIE } from "#components/shell/theme.ts";
import { readEnv } from "#lib/env.ts";
import { currentActor } from "./enter.ts";
import { QueryProvider } from "./query-provider.tsx";
import { signOut } from "./sign-in/actions.ts";

// Every page shows the database as it is now.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "GLAN Studio", template: "%s · GLAN Studio" },
  description: "From a taxonomy of human knowledge to instruction-tuning data, with people in charge.",
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const isDemo = readEnv(process.env).provider.kind === "demo";
  // Without its database the studio can still say so: the page throws what this does not.
  const actor = await currentActor().catch(() => null);
  const account = actor === null ? null : { name: actor.name, role: actor.role, signOut };
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <QueryProvider>
          <Shell theme={theme} isDemo={isDemo} account={account}>
            {children}
          </Shell>
        </QueryProvider>
      </body>
    </html>
  );
}

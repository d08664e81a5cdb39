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
import { QueryProvider } from "./query-provider.tsx";

// Every page shows the database as it is now.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "GLAN Studio", template: "%s · GLAN Studio" },
  description: "From a taxonomy of human knowledge to instruction-tuning data, with people in charge.",
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const isDemo = readEnv(process.env).provider.kind === "demo";
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <QueryProvider>
          <Shell theme={theme} isDemo={isDemo}>
            {children}
          </Shell>
        </QueryProvider>
      </body>
    </html>
  );
}

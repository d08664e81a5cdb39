import type { Metadata } from "next";
import { InvitationDoor } from "../invitation/invitation-door.tsx";

export const metadata: Metadata = { title: "Set-up" };

interface SetUpPageProps {
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

export default async function SetUpPage({ searchParams }: SetUpPageProps) {
  return <InvitationDoor title="Set up the studio" token={(await searchParams).token} />;
}

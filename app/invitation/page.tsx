import type { Metadata } from "next";
import { InvitationDoor } from "./invitation-door.tsx";

export const metadata: Metadata = { title: "Invitation" };

interface InvitationPageProps {
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

export default async function InvitationPage({ searchParams }: InvitationPageProps) {
  return <InvitationDoor title="Join the studio" token={(await searchParams).token} />;
}

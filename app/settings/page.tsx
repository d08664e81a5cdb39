import { redirect } from "next/navigation";
import { enter } from "../enter.ts";

export default async function SettingsPage() {
  await enter("manage people");
  redirect("/settings/people");
}

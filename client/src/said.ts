/** Message boxes and tooltips show what they are given, so marks around code would be read, too. */
export function plain(message: string): string {
  return message.replaceAll("`", "");
}

export function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

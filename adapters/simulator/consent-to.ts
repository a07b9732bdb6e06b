/** The choices of a person on the consent page. By default the first user grants everything that is requested. */
export interface ConsentChoice {
  user?: string | undefined;
  scopes?: readonly string[] | undefined;
  decline?: boolean | undefined;
}

/** The consent page did not redirect back to the app. */
export class ConsentFailed extends Error {}

/** Submits the form of the consent page as a browser does. Returns the address of the redirect. */
export async function consentTo(
  url: string,
  authorizationUrl: string,
  { user, scopes, decline = false }: ConsentChoice,
): Promise<string> {
  const form = new URLSearchParams(new URL(authorizationUrl).search);
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  for (const scope of scopes ?? [...asked, 'default']) form.append('granted', scope);
  form.set('user', user ?? (await firstUserOf(url)));
  form.set('decision', decline ? 'decline' : 'allow');
  const response = await fetch(`${url}/oauth/authorize`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  if (location === null) throw new ConsentFailed(`${response.status} ${await response.text()}`);
  return location;
}

async function firstUserOf(url: string): Promise<string> {
  const overview = (await (await fetch(`${url}/simulator`)).json()) as {
    users: { slug: string }[];
  };
  return overview.users[0]?.slug ?? '';
}

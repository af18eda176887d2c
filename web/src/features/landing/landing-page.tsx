export default function LandingPage() {
  return <p>LandingPage</p>;
}

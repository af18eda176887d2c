import { useParams } from "react-router";

/** The lobby and the room behind it, at `/r/:roomId`. */
export default function RoomPage() {
  const { roomId } = useParams();
  return <main>Room {roomId}</main>;
}

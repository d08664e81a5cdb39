import { LoadingPage } from "../loading-page.tsx";

export default LoadingPage;

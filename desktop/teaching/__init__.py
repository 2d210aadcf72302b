"""课堂 without a screen: what slides show, how a lesson is begun, where a showing stands. No Qt."""

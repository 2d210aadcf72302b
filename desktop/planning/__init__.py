"""方案 without a screen: its outline, numbering, order, dates and what is missing in it. No Qt."""

"""Brief: what a change means, as a careful colleague would tell a reviewer."""

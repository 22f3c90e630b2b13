"""Courses, sessions, bookings, who attended, and old lists that count without names."""

from opencaf.training.models.attended import AttendanceList, CountedAttendance, TrainingAttendance
from opencaf.training.models.courses import Booking, Course, CourseKind, Feedback, Material, Session

__all__ = [
    "AttendanceList",
    "Booking",
    "CountedAttendance",
    "Course",
    "CourseKind",
    "Feedback",
    "Material",
    "Session",
    "TrainingAttendance",
]
